import type { IconName } from '../ui/Icon';
import { capitalise } from '../ui/capitalise';

const agents: Readonly<Record<string, { readonly name: string; readonly icon: IconName }>> = {
  customer: { name: 'Customer agent', icon: 'person' },
  order: { name: 'Order agent', icon: 'box' },
  support: { name: 'Support agent', icon: 'support' },
  analytics: { name: 'Analytics agent', icon: 'chart' },
};

/** How an agent is called at the page; one that the page does not know gets its own name. */
export function agentLabel(agent: string | null): { readonly name: string; readonly icon: IconName } {
  if (agent === null) return { name: 'Assistant', icon: 'spark' };
  return agents[agent] ?? { name: `${capitalise(agent)} agent`, icon: 'spark' };
}

/** What the assistant is at, for the reader. */
export function stageLabel(stage: string | null, agent: string | null): string {
  switch (stage) {
    case 'guard':
      return 'Checking your message';
    case 'route':
      return 'Finding the right agent';
    case 'waiting':
      return 'Waiting for a part of the service that does not answer';
    case 'agent':
    case 'tool':
      return `${agentLabel(agent).name} is working`;
    default:
      return 'Thinking';
  }
}
