import type { Script } from '../Script.js';

export const de: Script = {
  people: [
    [
      ['them', 'Hallo, mein Paket sollte gestern kommen, und die Sendungsverfolgung steht still.'],
      ['us', 'Guten Morgen! Das tut mir leid. Haben Sie die Bestellnummer für mich?'],
      ['them', 'Ja, 48213.'],
      ['us', 'Danke. Es liegt im Depot bei Ihnen und ist heute Vormittag auf dem Wagen.'],
      ['them', 'Muss ich zu Hause sein?'],
      ['us', 'Nein, der Fahrer kann es auch beim Nachbarn abgeben.'],
      ['them', 'Dann bitte bei Nummer 12.'],
      ['us', 'Ist notiert.'],
    ],
  ],
  groups: [
    [
      ['them', 'Guten Morgen zusammen! Wer bringt am Samstag was mit?'],
      ['them', 'Ich kümmere mich um die Getränke.'],
      ['us', 'Wir können zwei Tische und den großen Sonnenschirm leihen.'],
      ['them', 'Toll, danke!'],
      ['them', 'Ich hole alles am Freitag mit dem Bus ab.'],
      ['us', 'Gern, bis 18 Uhr ist jemand da.'],
    ],
  ],
};
