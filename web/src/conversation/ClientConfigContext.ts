import { createContext, use } from 'react';
import type { ClientConfig } from '../wire/http';

export const ClientConfigContext = createContext<Partial<ClientConfig>>({});

/** The address of a turn's trace; null when the platform does not say where traces are. */
export function useTraceUrl(traceId: string | null): string | null {
  const { traceUrlTemplate } = use(ClientConfigContext);
  if (traceId === null || traceUrlTemplate == null) return null;
  return traceUrlTemplate.replaceAll('{traceId}', encodeURIComponent(traceId));
}

const defaultMaximumLength = 5_000;

/** The longest message that the gateway takes, in characters. */
export const useMaximumLength = (): number => use(ClientConfigContext).limits?.maxMessageLength ?? defaultMaximumLength;

export const useModel = (): string | null => use(ClientConfigContext).model ?? null;
