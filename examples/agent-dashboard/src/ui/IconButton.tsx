import clsx from 'clsx';
import type { ComponentPropsWithoutRef } from 'react';
import { Icon, type IconName } from './Icon.js';

interface IconButtonProps extends ComponentPropsWithoutRef<'button'> {
  icon: IconName;
  label: string;
}

/** A square button with an icon alone. Its `title` is its name and its tooltip. */
export function IconButton({ icon, label, className, ...props }: IconButtonProps) {
  return (
    <button type="button" title={label} {...props} className={clsx('icon-button', className)}>
      <Icon name={icon} />
    </button>
  );
}
