/** The people of docs/states.webp. No two of those without a picture have one colour. */
export const people = {
  amira: { id: '201001234567@c.us', name: 'Amira Hassan', picture: 'woman', status: 'available' },
  diego: { id: '5491123456789@c.us', name: 'Diego Fernández', picture: 'man', status: 'available' },
  yuki: { id: '819012345678@c.us', name: '田中 由紀', picture: 'woman', status: 'available' },
  john: { id: '447441429009@c.us', name: 'John Doe', picture: 'man', status: 'available' },
  chloe: { id: '33612345678@c.us', name: 'Chloé Martin', status: 'none' },
  li: { id: '8613800138000@c.us', name: '李小龙', status: 'none' },
  kat: { id: '14155550123@c.us', name: 'Kat Larrson', status: 'restricted' },
  unnamed: { id: '390212345678@c.us', name: '', status: 'none' },
  noor: { id: '971501234567@c.us', name: 'Noor Haddad', picture: 'man', status: 'available' },
  priya: { id: '919812345678@c.us', name: 'प्रिया शर्मा', status: 'none' },
  lena: { id: '4915112345678@c.us', name: 'Lena Vogel', picture: 'woman', status: 'available' },
};
