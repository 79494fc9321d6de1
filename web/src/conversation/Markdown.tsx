import { memo, useMemo } from 'react';
import { renderMarkdown } from './renderMarkdown';
import './markdown.css';

/** Text of the assistant. What `renderMarkdown` returns has been sanitised. */
export const Markdown = memo(function Markdown({ text }: { readonly text: string }) {
  const html = useMemo(() => renderMarkdown(text), [text]);
  return <div className="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
});
