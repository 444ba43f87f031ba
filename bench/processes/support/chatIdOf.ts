/** The id of the chat with this number, for pages and servers alike. */
export const chatIdOf = (index: number) => `2012${String(index).padStart(7, '0')}@c.us`;
