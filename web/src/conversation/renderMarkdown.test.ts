import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './renderMarkdown';

const dom = (text: string) => {
  const element = document.createElement('div');
  element.innerHTML = renderMarkdown(text);
  return element;
};

describe('renderMarkdown', () => {
  it('renders what answers are made of', () => {
    const element = dom('Order **#W1**:\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`code`');
    expect(element.querySelector('strong')?.textContent).toBe('#W1');
    expect(element.querySelectorAll('li')).toHaveLength(2);
    expect(element.querySelectorAll('td')).toHaveLength(2);
    expect(element.querySelector('code')?.textContent).toBe('code');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<iframe src="https://example.com"></iframe>',
    '<form action="https://example.com"><input name="card"></form>',
    '<p style="position:fixed" onclick="alert(1)">x</p>',
    '![x](https://example.com/pixel.png)',
  ])('lets nothing of %s act', (text) => {
    const element = dom(text);
    expect(element.querySelector('script,img,svg,iframe,form,input,style')).toBeNull();
    expect([...element.querySelectorAll('*')].flatMap((node) => node.getAttributeNames())).toEqual([]);
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScript:alert(1))',
    '[x](data:text/html,x)',
    '[x](vbscript:x)',
    '<a href="javascript:alert(1)">x</a>',
    '[x](file:///etc/passwd)',
  ])('leaves no address in %s', (text) => {
    expect(dom(text).querySelector('a')?.getAttribute('href') ?? null).toBeNull();
  });

  it('opens links elsewhere and tells nobody', () => {
    const link = dom('[x](https://example.com)').querySelector('a');
    expect(link?.getAttribute('target')).toBe('_blank');
    expect(link?.getAttribute('rel')).toBe('noopener noreferrer nofollow');
  });

  it('renders half-written Markdown, as it comes while streaming', () => {
    expect(dom('Order **#W1').textContent.trim()).toBe('Order **#W1');
    expect(dom('```js\nconst a').querySelector('code')?.textContent.trim()).toBe('const a');
  });
});
