import 'react';

declare module 'react' {
  interface CSSProperties {
    '--score'?: number;
  }
}
