import type { Token, Tokens } from 'marked';

/** The words of inline Markdown without its marks. */
export const plainInline = (tokens: Token[]): string =>
  tokens
    .map((token) => {
      if (token.type === 'br') return ' ';
      if (token.type === 'html') return '';
      return plainInlineOf(token);
    })
    .join('');

const plainInlineOf = (token: Token): string => {
  const inner = 'tokens' in token ? token.tokens : undefined;
  return inner ? plainInline(inner) : unescapeText(token);
};

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

const unescapeText = (token: Token): string =>
  ('text' in token && typeof token.text === 'string' ? token.text : '').replace(
    /&(?:amp|lt|gt|quot|#39);/g,
    (entity) => entities[entity] ?? entity,
  );

/** A line per heading, paragraph, item and table row. */
export function plainText(tokens: Token[]): string {
  const lines = tokens.flatMap((token): string[] => {
    switch (token.type) {
      case 'heading':
      case 'paragraph':
      case 'text':
        return [plainInlineOf(token)];
      case 'list':
        return (token as Tokens.List).items.map((item) => plainText(item.tokens));
      case 'blockquote':
        return [plainText((token as Tokens.Blockquote).tokens)];
      case 'table':
        return (token as Tokens.Table).rows.map((row) => row.map((cell) => plainInline(cell.tokens)).join(' — '));
      case 'code':
        return [(token as Tokens.Code).text];
      default:
        return [];
    }
  });
  return lines.filter((line) => line.trim() !== '').join('\n');
}
