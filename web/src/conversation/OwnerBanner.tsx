import type { Owner } from '../chat/model';
import { Icon } from '../ui/Icon';

/** Says who has the conversation, when it is not simply the assistant. */
export function OwnerBanner({ owner }: { readonly owner: Owner | undefined }) {
  const text = owner === undefined ? null : describe(owner);
  return (
    <div className="owner-banner" role="status" data-owner={owner?.kind} hidden={text === null}>
      {text !== null && (
        <>
          <Icon name={owner?.kind === 'assistant' ? 'spark' : owner?.kind === 'queued' ? 'clock' : 'person'} /> {text}
        </>
      )}
    </div>
  );
}

function describe(owner: Owner): string | null {
  switch (owner.kind) {
    case 'assistant':
      return owner.isBack ? 'The assistant is back' : null;
    case 'queued':
      return 'Waiting for a person…';
    case 'person':
      return owner.name === null ? 'A person (support) has this conversation' : `${owner.name} (support) has this conversation`;
    case 'closed':
      return 'This conversation is closed';
  }
}
