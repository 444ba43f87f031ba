/** As small as a control may be (WCAG 2.5.8), in px. Points that are no further apart miss none. */
const STEP = 24;

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Whether a link, button or field of the page would be under the bubble in `box`. */
export function coversControl(bubble: HTMLElement, { left, top, width, height }: Box): boolean {
  const root = bubble.getRootNode() as Document | ShadowRoot;
  for (let x = 0; x < width + STEP; x += STEP) {
    for (let y = 0; y < height + STEP; y += STEP) {
      // There is no layout in jsdom.
      const elements = root.elementsFromPoint?.(left + Math.min(x, width), top + Math.min(y, height)) ?? [];
      const under = elements.find((element) => !bubble.contains(element));
      if (under?.closest('a,button,input,select,textarea')) return true;
    }
  }
  return false;
}
