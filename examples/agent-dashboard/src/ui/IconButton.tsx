import clsx from 'clsx';
import type { ComponentPropsWithoutRef } from 'react';
import { Icon, type IconName } from './Icon.js';

interface IconButtonProps extends ComponentPropsWithoutRef<'button'> {
  icon: IconName;
  label: string;
}

/** A square button that is only an icon; its label is its name and its tooltip. */
export function IconButton({ icon, label, className, ...props }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...props}
      className={clsx('icon-button', className)}
    >
      <Icon name={icon} />
    </button>
  );
}
