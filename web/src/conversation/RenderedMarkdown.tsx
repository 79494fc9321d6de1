import { useMemo } from 'react';
import { renderMarkdown } from './renderMarkdown';

/** What `renderMarkdown` returns has been sanitised. */
export default function RenderedMarkdown({ text }: { readonly text: string }) {
  const html = useMemo(() => renderMarkdown(text), [text]);
  return <div className="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}
