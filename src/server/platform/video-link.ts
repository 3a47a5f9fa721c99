/** Where videos may be linked from, by host, as readers know it. */
const services: Readonly<Record<string, string>> = {
  'youtube.com': 'YouTube',
  'www.youtube.com': 'YouTube',
  'm.youtube.com': 'YouTube',
  'youtu.be': 'YouTube',
  'vk.com': 'VK Видео',
  'vkvideo.ru': 'VK Видео',
  'rutube.ru': 'RUTUBE',
  'www.rutube.ru': 'RUTUBE',
};

/** Pages of the services that are a video. */
const VIDEO = /^\/(watch|embed\/|shorts\/|live\/|video|[\w-]{11}$)/u;

/** The service a link to a video leads to; null for any other link. Nothing of theirs is loaded: readers are told and may go. */
export function videoService(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const { protocol, hostname, pathname, username } = new URL(href);
  const service = Object.hasOwn(services, hostname) ? services[hostname] : undefined;
  if (protocol !== 'https:' || username !== '' || service === undefined || !VIDEO.test(pathname)) return null;
  return service;
}
