import { useSyncExternalStore } from 'react';
import type { AccessController, AccessState } from './AccessController';

export const useAccessState = (access: AccessController): AccessState => useSyncExternalStore(access.subscribe, access.get);
