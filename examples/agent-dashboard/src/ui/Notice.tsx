import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.js';

interface NoticeProps {
  icon: IconName;
  title: string;
  children?: ReactNode;
  /** An alert looks like a failure. */
  role?: 'alert' | 'status';
}

/** What stands in a pane that has nothing to show: why, and what can be done. */
export function Notice({ icon, title, children, role }: NoticeProps) {
  return (
    <div className="notice" role={role}>
      <span className="notice-icon">
        <Icon name={icon} size={26} />
      </span>
      <p className="notice-title">{title}</p>
      {children}
    </div>
  );
}
