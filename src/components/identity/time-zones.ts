/** All time zones of this runtime by name, with how far they are from UTC now: «Europe/Moscow · UTC+3». */
export function timeZoneChoices(now: Date, own: string): { value: string; label: string }[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', own]);
  return [...zones]
    .sort()
    .map((zone) => ({ value: zone, label: `${zone.replaceAll('_', ' ')} · ${offset(zone, now)}` }));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offset(zone: string, now: Date): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(now).find((part) => part.type === 'timeZoneName')?.value ?? '';
  return name.replace('GMT', 'UTC').replace('-', '−');
}
