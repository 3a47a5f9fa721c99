/** What the server says of what was added: how a text shows each file. */
interface Added {
  files: { markdown: string }[];
}

/**
 * Pictures and files that are pasted into a text or dropped on it are added to the article, and shown where they were put. Until
 * they have arrived a line stands in for them; what is refused leaves nothing behind and is said.
 */
export function pasteFiles(
  body: HTMLTextAreaElement,
  address: string,
  { sending, refused, say }: { sending: string; refused: string; say: (text: string) => void },
): void {
  const take = (event: Event, files: FileList | undefined) => {
    if (!files || files.length === 0) return;
    event.preventDefault();
    void add([...files]);
  };
  body.addEventListener('paste', (event) => {
    // Text copied from a program that also offers a picture of it is meant as text.
    if (event.clipboardData?.types.includes('text/plain')) return;
    take(event, event.clipboardData?.files);
  });
  body.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  body.addEventListener('drop', (event) => {
    take(event, event.dataTransfer?.files);
  });

  async function add(files: File[]): Promise<void> {
    const mark = `![${sending} ${String(Date.now())}]()`;
    body.setRangeText(mark, body.selectionStart, body.selectionEnd, 'end');
    const form = new FormData();
    for (const file of files) form.append('file', file, file.name);
    let shown = '';
    try {
      const response = await fetch(address, { method: 'POST', headers: { accept: 'application/json' }, body: form });
      const answer = (await response.json()) as Added | { error: { message: string } };
      if ('files' in answer) shown = answer.files.map(({ markdown }) => markdown).join('\n');
      else say(answer.error.message);
    } catch {
      say(refused);
    }
    const at = body.value.indexOf(mark);
    // Whoever removed the line meanwhile did not want the file there.
    if (at !== -1) body.setRangeText(shown, at, at + mark.length, 'preserve');
    body.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
