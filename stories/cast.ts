import type { Person } from 'chat-avatar-example-faces';

/** The chats of the stories, one for each state. */
export const cast = {
  amira: { id: '201001234567@c.us', name: 'Amira Hassan', picture: 'woman' },
  diego: { id: '5491123456789@c.us', name: 'Diego Fernández', picture: 'man' },
  yuki: { id: '819012345678@c.us', name: '田中 由紀', picture: 'woman' },
  priya: { id: '919812345678@c.us', name: 'प्रिया शर्मा', picture: 'woman' },
  lena: { id: '4915112345678@c.us', name: 'Lena Vogel', picture: 'woman' },
  omar: { id: '971501234567@c.us', name: 'عمر الفارسي', picture: 'man' },
  john: { id: '447441429009@c.us', name: 'John Doe', picture: 'man', scenario: 'changes-on-refresh' },
  withoutPicture: { id: '33612345678@c.us', name: 'Chloé Martin', scenario: 'none' },
  hidden: { id: '14155550123@c.us', name: 'Kat Larrson', scenario: 'restricted' },
  waiting: { id: '6281234567890@c.us', name: 'Budi Santoso', scenario: 'hanging' },
  failing: { id: '27821234567@c.us', name: 'Thandi Nkosi', scenario: 'unauthorized' },
  broken: { id: '48601234567@c.us', name: 'Piotr Zieliński', scenario: 'broken-image' },
  limited: { id: '905321234567@c.us', name: 'İsmail İnce', picture: 'man', scenario: 'rate-limited' },
  number: { id: '972501234567@c.us', name: '+972 50-123-4567', scenario: 'none' },
  family: { id: '120363043968066561@g.us', name: 'Family 👨‍👩‍👧' },
  team: { id: '120363043968066562@g.us', name: 'Support team', scenario: 'none' },
  unnamed: { id: '120363043968066563@g.us', name: '', scenario: 'none' },
} satisfies Record<string, Person>;

export const faces = [cast.amira, cast.diego, cast.yuki, cast.priya, cast.lena, cast.omar];

/** The emulator's chats: the cast, and enough extras for a long list. */
export const chats: Person[] = [
  ...Object.values(cast),
  ...Array.from({ length: 2_000 }, (_, i) => ({
    id: `2012345${String(i).padStart(5, '0')}@c.us`,
    name: `${firstName(i)} ${lastName(i)}`,
    scenario: i % 4 === 3 ? ('none' as const) : ('picture' as const),
  })),
];

function firstName(i: number): string {
  const names = ['Noor', 'Mateo', 'Ingrid', 'Kwame', 'Mei', 'Ravi', 'Sofia', 'Tomasz', 'Leila', 'Jonas'];
  return names[i % names.length] as string;
}

function lastName(i: number): string {
  const names = ['Okafor', 'Silva', 'Lindqvist', 'Haddad', 'Nguyen', 'Kapoor', 'Rossi'];
  return names[Math.floor(i / 3) % names.length] as string;
}
