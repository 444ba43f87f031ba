/** The initials that the examples of libraries without initials of their own compute. */
export const firstLetters = (name: string) =>
  name
    .split(' ')
    .map((word) => word[0])
    .join('')
    .slice(0, 2);
