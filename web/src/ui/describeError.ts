export interface Notice {
  readonly title: string;
  readonly advice: string;
}

export const toSentence = ({ title, advice }: Notice): string => `${title}. ${advice}`;

/** What an error code means to the person at the page, and what they can do. */
export function describeError(code: string, message?: string | null, retryAfterMs?: number | null): Notice {
  switch (code) {
    case 'RATE_LIMIT_EXCEEDED': {
      const seconds = retryAfterMs != null ? Math.max(1, Math.ceil(retryAfterMs / 1000)) : null;
      return {
        title: 'That was a little fast',
        advice: seconds === null ? 'Wait a moment, then send it again.' : `Send it again in ${seconds} s.`,
      };
    }
    case 'SESSION_ENDED':
      return { title: 'This conversation has ended', advice: 'Start a new one to go on.' };
    case 'SESSION_NOT_FOUND':
      return { title: 'This conversation is gone', advice: 'Choose another one, or start a new one.' };
    case 'SESSION_ACCESS_DENIED':
      return { title: 'This conversation belongs to somebody else', advice: 'Choose one of yours, or sign in as its owner.' };
    case 'TOO_MANY_SESSIONS':
      return { title: 'You have many conversations open', advice: 'End one of them, or go on in one of them.' };
    case 'ROOM_FULL':
      return { title: 'This room is full', advice: 'Try again when somebody has left, or choose another room.' };
    case 'PERSONAL_DATA':
      return { title: 'The name holds personal data', advice: 'Choose a name without numbers of cards, accounts or phones.' };
    case 'INVALID_DATA':
      return { title: 'The service did not accept that', advice: message ?? 'Change the message and send it again.' };
    case 'PAYLOAD_TOO_LARGE':
      return { title: 'That is too long', advice: 'Shorten it and send it again.' };
    case 'APPROVAL_NOT_PENDING':
      return { title: 'That question is no longer open', advice: message ?? 'Ask again if you still want it done.' };
    case 'HANDOVER_CONFLICT':
      return { title: 'That conversation is with somebody else', advice: message ?? 'Load the conversation again to see who has it.' };
    case 'REPLY_IN_PROGRESS':
      return { title: 'The assistant is still answering', advice: 'Wait for the end of the answer, or stop it, then send it again.' };
    case 'VOICE_UNAVAILABLE':
      return { title: 'Spoken messages are not possible here', advice: 'Write your message instead.' };
    case 'GUARDRAILS_UNAVAILABLE':
      return { title: 'The safety checks are not reachable', advice: 'Nothing is let through without them. Try again in a minute.' };
    case 'AGENT_UNAVAILABLE':
      return { title: 'The assistant is not reachable', advice: 'Try again in a minute.' };
    case 'AUTH_EXPIRED':
    case 'AUTH_FAILED':
    case 'AUTH_TOKEN_MISSING':
      return { title: 'You are no longer signed in', advice: 'Sign in again to go on.' };
    default:
      return { title: 'Something went wrong on our side', advice: message ?? 'Try again; if it stays, start a new conversation.' };
  }
}
