import { checkProps, type PropRule } from '../../lib/checkProps.js';
import { isPlainObject } from '../../lib/isPlainObject.js';

// Development only: each call is guarded by `process.env.NODE_ENV !== 'production'`.

/** The rules for the props that every part has. */
export const PART_RULES = {
  style: { isValid: isPlainObject, expected: 'an object, as in style={{ marginTop: 4 }}' },
  className: { isValid: (value) => typeof value === 'string', expected: 'a string' },
  render: {
    isValid: (value) => typeof value === 'function',
    expected: 'a function that returns an element, as in (props) => <Element {...props} />',
  },
} satisfies Record<string, PropRule>;

/** Attributes and names of other libraries that people try. */
export const ELSEWHERE = {
  src: 'Pictures come from the source of ChatPictureProvider.',
  srcSet: 'Pictures come from the source of ChatPictureProvider.',
  width: 'Pass size.',
  height: 'Pass size.',
};

export function warnAboutPart(part: string, props: object): void {
  checkProps(part, props, PART_RULES, {});
}

export function warnAboutImage(props: object): void {
  checkProps('ChatAvatar.Image', props, PART_RULES, {
    src: ELSEWHERE.src,
    srcSet: ELSEWHERE.srcSet,
  });
}
