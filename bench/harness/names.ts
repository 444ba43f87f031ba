/** The names that every column is given, about 30 % of them not Latin. Always the same, so that two runs render the same. */
const FIRST =
  'Ana Ben Chloé Dmitri Elena Farid Grace Hugo Inês Jürgen Kofi Lucía Marek Noor Olga Pedro Quinn Rosa Søren Tariq Uma Víctor Wanda Xavier Yusuf Zoë'.split(
    ' ',
  );
const LAST =
  'Almeida Brown Çelik Díaz Eriksson Fischer García Haddad Ivanov Jones Kowalski López Müller Nguyễn Okafor Petrov Quispe Rossi Santos Tanaka Ueda Vargas Wright Xu Yılmaz Zieliński'.split(
    ' ',
  );
const OTHER = [
  '王伟',
  '李娜',
  '김민준',
  '이서연',
  'محمد علي',
  'فاطمة حسن',
  'אברהם כהן',
  'שרה לוי',
  'नरेंद्र शर्मा',
  'प्रिया सिंह',
  'สมชาย ใจดี',
  'Иван Петров',
  'Мария Сидорова',
  '田中 太郎',
  '👩‍👩‍👧 Family',
  '🇧🇷 Grupo',
  '+55 11 91234 5678',
  'Γιώργος Παππάς',
];

const nameAt = (index: number) =>
  index % 10 < 7
    ? `${FIRST[(index * 7) % FIRST.length]} ${LAST[(index * 11 + (index >> 4)) % LAST.length]}`
    : (OTHER[(index * 5) % OTHER.length] ?? '');

/** The list that every column renders. */
export const facesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ index, name: nameAt(index), src: `/img/${index}.png` }));
