import { lazy, memo, Suspense } from 'react';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { loadMarkdown } from './loadMarkdown';
import './markdown.css';

const RenderedMarkdown = lazy(loadMarkdown);

/** Text of the assistant; as it was written until the renderer is there, and if it cannot be fetched. */
export const Markdown = memo(function Markdown({ text }: { readonly text: string }) {
  const plain = (
    <div className="markdown">
      <p className="markdown-plain">{text}</p>
    </div>
  );
  return (
    <ErrorBoundary fallback={plain}>
      <Suspense fallback={plain}>
        <RenderedMarkdown text={text} />
      </Suspense>
    </ErrorBoundary>
  );
});
