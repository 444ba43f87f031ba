import clsx from 'clsx';

/**
 * Text that a person wrote, in whatever script, on one line: its own direction decides on which side it is cut off, the
 * page's on which side it stands.
 */
export function PersonalText({ children, className }: { children: string; className?: string }) {
  return (
    <span dir="auto" className={clsx('personal-text', className)}>
      {children}
    </span>
  );
}
