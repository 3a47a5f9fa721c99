import { cleanName } from '../files/index.ts';

/** Gives every entry of an archive a path of its own that any disk takes; the second of two alike gets a number. */
export function archiveNames(): (...path: string[]) => string {
  const taken = new Set<string>();
  return (...path) => {
    const clean = path.map((part) => cleanName(part)).join('/');
    const folder = clean.lastIndexOf('/') + 1;
    const dot = clean.lastIndexOf('.');
    const [stem, ending] = dot > folder ? [clean.slice(0, dot), clean.slice(dot)] : [clean, ''];
    // Disks of Windows and macOS do not tell capitals from small letters.
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? clean : `${stem} (${String(number)})${ending}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  };
}
