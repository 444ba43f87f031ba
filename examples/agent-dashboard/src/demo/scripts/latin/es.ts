import type { Script } from '../Script.js';

export const es: Script = {
  people: [
    [
      ['them', 'Hola, buenas. Quería saber si mi pedido ya ha salido.'],
      ['us', '¡Hola! Claro, ¿me dices el número de pedido?'],
      ['them', 'Es el 48213.'],
      ['us', 'Gracias. Salió anoche del almacén y llega mañana por la mañana.'],
      ['them', '¿Hace falta que esté en casa?'],
      ['us', 'No, el repartidor puede dejarlo en conserjería si te viene mejor.'],
      ['them', 'Sí, mejor en conserjería.'],
      ['us', 'Hecho, ya lo he anotado.'],
    ],
  ],
  groups: [
    [
      ['them', '¡Buenos días! ¿Quién trae qué el sábado?'],
      ['them', 'Yo llevo las bebidas.'],
      ['us', 'Os podemos prestar dos mesas y la sombrilla grande.'],
      ['them', '¡Genial, muchas gracias!'],
      ['them', 'Paso a recogerlas el viernes con la furgoneta.'],
      ['us', 'Cuando quieras, antes de las seis.'],
    ],
  ],
};
