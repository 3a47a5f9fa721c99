import { describe, expect, it } from 'vitest';
import { renderMarkdown, type ShownFile } from '#server/platform/render-markdown.ts';
import { videoService } from '#server/platform/video-link.ts';

const id = '0190a000-0000-7000-8000-000000000001';
const picture: ShownFile = {
  ...{ name: 'p.png', mediaType: 'image/png', width: 640, height: 480 },
  href: `/help/files/${id}`,
};
const html = (markdown: string) => renderMarkdown(markdown, new Map([[id, picture]])).html;

describe('pictures in written texts', () => {
  it.each([
    '![x](https://evil.example/pixel.png)',
    '![x](//evil.example/pixel.png)',
    '![x](data:image/svg+xml;base64,PHN2Zz4=)',
    '![x](javascript:alert(1))',
    '![x](/help/files/0190a000-0000-7000-8000-000000000002)',
    '![x](file:../../etc/passwd)',
    '![x](file:0190a000-0000-7000-8000-000000000002)',
    '<img src="/help/files/0190a000-0000-7000-8000-000000000001" onerror="alert(1)">',
    '<video src="https://evil.example/x.mp4" autoplay></video>',
    '<iframe src="https://www.youtube.com/embed/x"></iframe>',
  ])('are files of ours or nothing: %s', (markdown) => {
    expect(html(markdown)).not.toMatch(/<(img|video|iframe)|evil|javascript|onerror/);
  });

  it('say what they show, in their place and among words, and cannot break out of it', () => {
    expect(html(`![a "b" <c> &](file:${id} "t")`)).toBe(
      `<p class="figure"><img src="/help/files/${id}" alt="a &quot;b&quot; &lt;c&gt; &amp;" width="640" height="480" loading="lazy" /></p>`,
    );
    expect(html(`слова ![x](file:${id}) слова`)).toMatch(/^<p>слова <img [^>]+> слова<\/p>$/);
    expect(renderMarkdown(`![План этажа](file:${id})`).text).toBe('План этажа');
    expect(html('[файл](file:0190a000-0000-7000-8000-000000000002)')).toBe('<p>файл</p>');
  });
});

describe('videos elsewhere', () => {
  it('are a card that says where it leads when the link stands alone, and a link among words', () => {
    expect(html('[Сборка стола](https://www.youtube.com/watch?v=abcdefghijk)')).toBe(
      '<div class="video"><p><a href="https://www.youtube.com/watch?v=abcdefghijk">Сборка стола</a></p><p>YouTube · www.youtube.com</p></div>',
    );
    expect(html('https://rutube.ru/video/0123/')).toContain('<a href="https://rutube.ru/video/0123/">RUTUBE</a>');
    expect(html('Смотрите [ролик](https://vkvideo.ru/video-1_2) здесь')).not.toContain('class="video"');
    expect(html('https://example.com/watch?v=1')).toBe(
      '<p><a href="https://example.com/watch?v=1">https://example.com/watch?v=1</a></p>',
    );
  });

  it.each([
    ['https://youtu.be/abcdefghijk', 'YouTube'],
    ['https://vk.com/video-123_456', 'VK Видео'],
    ['https://rutube.ru/video/abc/', 'RUTUBE'],
    ['http://youtube.com/watch?v=1', null],
    ['https://youtube.com.evil.example/watch?v=1', null],
    ['https://youtube.com@evil.example/watch?v=1', null],
    ['https://user@youtube.com/watch?v=1', null],
    ['https://vk.com/someone', null],
    ['not a link', null],
  ])('%s is known as %s', (href, service) => {
    expect(videoService(href)).toBe(service);
  });
});
