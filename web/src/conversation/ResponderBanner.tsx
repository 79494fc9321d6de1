import type { Responder } from '../chat/model';
import { Icon, type IconName } from '../ui/Icon';

const icons: Readonly<Record<Responder['kind'], IconName>> = { assistant: 'spark', queue: 'clock', person: 'person' };

/** Says who answers in the conversation, when it is not simply the assistant. */
export function ResponderBanner({ responder }: { readonly responder: Responder | undefined }) {
  const text = responder === undefined ? null : describe(responder);
  return (
    <div className="responder-banner" role="status" hidden={text === null}>
      {responder !== undefined && text !== null && (
        <>
          <Icon name={icons[responder.kind]} /> {text}
        </>
      )}
    </div>
  );
}

function describe(responder: Responder): string | null {
  switch (responder.kind) {
    case 'assistant':
      return responder.isBack ? 'The assistant is back' : null;
    case 'queue':
      return 'Waiting for a person…';
    case 'person':
      return responder.name === null ? 'A person (support) has this conversation' : `${responder.name} (support) has this conversation`;
  }
}
