import {
  type ForwardedRef,
  type ForwardRefExoticComponent,
  type ForwardRefRenderFunction,
  forwardRef,
  type ReactNode,
  type RefAttributes,
  version,
} from 'react';

/**
 * `forwardRef` for a component inside `memo`. React 19 passes `ref` among the props, and then `memo` of a plain function is no fiber of
 * its own: 0.1 kB of heap less for each element. The second argument is `null` or `undefined` there.
 */
export function withRef<Element, Props extends object>(
  component: (props: Props & RefAttributes<Element>, ref: ForwardedRef<Element>) => ReactNode,
): ForwardRefExoticComponent<Props & RefAttributes<Element>> {
  const render = component as ForwardRefRenderFunction<Element, object>;
  const element: unknown = Number.parseInt(version, 10) < 19 ? forwardRef(render) : render;
  return element as ForwardRefExoticComponent<Props & RefAttributes<Element>>;
}
