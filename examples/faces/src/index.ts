export { drawFaces } from './drawFaces.js';
export type { Complexion, Person, PictureKind } from './Person.js';
export { createPeople } from './people/createPeople.js';
