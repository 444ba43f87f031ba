/** The CSS of pages for bare elements: the parts of well-known resets that can reach an avatar, and habits of applications. */
export const RESETS: Record<string, string> = {
  'Tailwind 3 Preflight': `
    *, ::before, ::after { box-sizing: border-box; border-width: 0; border-style: solid; border-color: #e5e7eb }
    ::before, ::after { --tw-content: '' }
    button, input { font-family: inherit; font-size: 100%; font-weight: inherit; line-height: inherit; letter-spacing: inherit;
      color: inherit; margin: 0; padding: 0; text-transform: none }
    button, [type='button'] { -webkit-appearance: button; background-color: transparent; background-image: none }
    ol, ul, menu { list-style: none; margin: 0; padding: 0 }
    button, [role='button'] { cursor: pointer }
    img, svg, video { display: block; vertical-align: middle }
    img, video { max-width: 100%; height: auto }
    [hidden] { display: none }`,
  'Bootstrap Reboot': `
    *, *::before, *::after { box-sizing: border-box }
    ol, ul { padding-left: 2rem }
    ol, ul, dl { margin-top: 0; margin-bottom: 1rem }
    img, svg { vertical-align: middle }
    button { border-radius: 0; text-transform: none }
    input, button { margin: 0; font-family: inherit; font-size: inherit; line-height: inherit }
    button, [type='button'] { -webkit-appearance: button }
    button:not(:disabled), [type='button']:not(:disabled) { cursor: pointer }`,
  'normalize.css': `
    img { border-style: none }
    button, input { font-family: inherit; font-size: 100%; line-height: 1.15; margin: 0; overflow: visible }
    button, [type='button'] { -webkit-appearance: button }
    svg:not(:root) { overflow: hidden }`,
  'antd reset': `
    *, *::before, *::after { box-sizing: border-box }
    ol, ul, dl { margin-top: 0; margin-bottom: 1em }
    img { vertical-align: middle; border-style: none }
    a, button, [role='button'] { touch-action: manipulation }
    input, button { margin: 0; color: inherit; font-size: inherit; font-family: inherit; line-height: inherit }`,
  'Meyer’s reset': `
    span, img, ul, li, button, div { margin: 0; padding: 0; border: 0; font-size: 100%; font: inherit; vertical-align: baseline }
    ol, ul { list-style: none }`,
  'images within their box': 'img, svg { max-width: 100%; height: auto }',
  'large images':
    'img { width: 640px; height: 320px; margin: 1em; padding: 4px; border: 2px solid red; border-radius: 8px }',
  'buttons of an application': `button { min-width: 120px; min-height: 44px; width: 100%; margin: 8px; padding: 12px; border: 2px solid red;
      border-radius: 0; background: hotpink; color: white; font: 20px serif; box-shadow: 0 0 9px red; transform: scale(1.2);
      text-transform: uppercase; opacity: 0.5 }
    button::before { content: '>'; position: static; margin: 9px; border: 1px solid red }`,
  'lists of an application': `ul { list-style: square; margin: 2em; padding: 2em; background: beige }
    li { display: list-item; margin: 1em 0; padding: 1em; border-block-end: 1px solid red; line-height: 3 }`,
  'spans of an application':
    'span { display: block; position: static; max-width: 100%; margin: 4px; padding: 4px; color: red; font-size: 30px; float: left }',
  'pseudo-elements of an application': `*, *::before, *::after { margin: 0; padding: 0; border: 0; vertical-align: baseline;
      line-height: 1.5 }`,
  'icons of an application':
    'svg { width: 1em; height: 1em; fill: red; stroke: red; vertical-align: top; margin: 3px } path { fill: red }',
  'roles of an application':
    '[role="img"] { height: auto; max-width: 100% } [aria-hidden="true"] { display: none }',
  'everything moves': '* { transition: all 5s; animation: none }',
  'nothing is selected by shape':
    '* { border-radius: 0; box-shadow: none; mask: none; outline: 0; overflow: visible }',
};

/** Inherited styles that would move or hide letters. */
export const INHERITED: Record<string, string> = {
  'text-indent': '40px',
  'letter-spacing': '0.5em',
  'word-spacing': '20px',
  'text-transform': 'lowercase',
  'font-style': 'italic',
  'font-variant': 'small-caps',
  'line-height': '0',
  'text-align': 'right',
  'text-shadow': '4px 4px red',
  'white-space': 'pre-wrap',
  'writing-mode': 'vertical-rl',
  'font-size': '0',
  'font-weight': '900',
  'font-stretch': '50%',
  'text-decoration': 'underline line-through red',
  '-webkit-text-fill-color': 'transparent',
  '-webkit-text-stroke': '3px red',
  color: 'rgb(255, 0, 0)',
  fill: 'red',
  stroke: 'red',
  'list-style': 'square inside',
  'word-break': 'break-all',
  'text-emphasis': 'circle',
  'border-spacing': '9px',
};
