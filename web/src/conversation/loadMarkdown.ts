/** The Markdown renderer and its sanitiser: fetched beside the chat rather than before it, since the first answer comes later. */
export const loadMarkdown = () => import('./RenderedMarkdown');
