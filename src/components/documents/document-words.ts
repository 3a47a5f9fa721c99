import type { IconName, Tone } from '#components/ui/icon-name.ts';
import { formatFileSize } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import type { DocumentState } from '#server/documents/index.ts';

/** How a state is shown: color, icon; the word is `document.state.<state>`. */
export const documentStates: Record<DocumentState, { tone: Tone; icon: IconName }> = {
  none_needed: { tone: 'neutral', icon: 'file' },
  waiting_acceptance: { tone: 'info', icon: 'circle-dot' },
  waiting_signature: { tone: 'info', icon: 'file-pen' },
  accepted: { tone: 'positive', icon: 'circle-check' },
  signed: { tone: 'positive', icon: 'signature' },
  declined: { tone: 'danger', icon: 'circle-x' },
  withdrawn: { tone: 'neutral', icon: 'ban' },
};

export function fileIcon(mediaType: string): IconName {
  if (mediaType.startsWith('image/')) return 'file-image';
  return mediaType === 'application/zip' ? 'file-archive' : 'file-text';
}

/** «PDF, 4,1 МБ» */
export function fileFacts(file: { name: string; size: number }, locale: Locale): string {
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toUpperCase();
  const size = formatFileSize(file.size, locale);
  return extension === undefined ? size : `${extension}, ${size}`;
}
