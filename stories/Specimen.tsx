import type { ReactNode } from 'react';
import './stories.css';

/** A figure with a caption. */
export function Specimen({ label, children }: { label: string; children: ReactNode }) {
  return (
    <figure className="specimen">
      <div className="specimen-stage">{children}</div>
      <figcaption>{label}</figcaption>
    </figure>
  );
}

export function Specimens({ children }: { children: ReactNode }) {
  return <div className="specimens">{children}</div>;
}
