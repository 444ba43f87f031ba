import { type Locale, words } from './Locale.js';

/** Languages that are written with Latin letters. */
export const latinLocales: readonly Locale[] = [
  {
    numbers: words('447700900###|121255501##|61491570###|3532091#####'),
    complexions: ['fair', 'fair', 'brown', 'deep', 'olive'],
    women: words('Olivia|Amelia|Grace|Charlotte|Zoe|Hannah|Ruby|Maya|Eleanor|Imogen|Naomi|Chloe'),
    men: words('John|James|Noah|Oliver|Liam|Ethan|Marcus|Theo|Callum|Jordan|Isaac|Henry'),
    families: words(
      'Turner|Bennett|Walker|O’Brien|Clarke|Hughes|Foster|Okafor|Sinclair|Ward|Reed|Campbell|Shah|Brooks',
    ),
    messages: words(
      'Perfect, thank you!|Hi, has my order shipped yet?|Could you resend the invoice please?|It arrived this morning, looks great 😍|What are your opening hours on Saturday?|I’d like to change my delivery address|Is the blue one back in stock?|Thanks, that solved it 👍|Can I still return this?|See you on Thursday at 3!',
    ),
    groups: words(
      'Weekend Runners|Book Club 📚|Support Night Shift|Oakwood Parents|Product Launch|Sunday Football',
    ),
  },
  {
    numbers: words('346######**|52555#####**|57310#####**|549115#####**|5699#####**'),
    complexions: ['olive', 'olive', 'fair', 'brown'],
    women: words('Lucía|Sofía|Valentina|Camila|María José|Inés|Paula|Daniela|Carmen|Ximena|Elena|Marta'),
    men: words('Mateo|Santiago|Diego|Álvaro|Javier|Andrés|Joaquín|Pablo|Nicolás|Emilio|Rafael|Iker'),
    families: words(
      'García|Rodríguez|Fernández|López|Muñoz|Ibáñez|Castro|Vargas|Ríos|Peña|Herrera|Núñez|Salazar|Ortega',
    ),
    messages: words(
      '¡Muchas gracias!|¿Cuándo llega mi pedido?|¿Me podéis enviar la factura?|Perfecto, mañana paso a recogerlo|¿Tenéis la talla M?|Quería cambiar la dirección de envío|Ya está pagado 🙌|Buenos días, una consulta',
    ),
    groups: words('Familia García ❤️|Vecinos del 4.º|Equipo de Ventas|Viaje a Cusco'),
  },
  {
    numbers: words('551198#####**|35191#####**'),
    complexions: ['olive', 'brown', 'deep', 'fair'],
    women: words('Ana|Beatriz|Júlia|Larissa|Mariana|Letícia|Gabriela|Helena|Rafaela|Inês|Luana|Cecília'),
    men: words('João|Lucas|Thiago|Rafael|Gustavo|Caio|Bruno|Vinícius|Felipe|Miguel|André|Davi'),
    families: words(
      'Silva|Souza|Oliveira|Santos|Pereira|Almeida|Carvalho|Araújo|Ribeiro|Moura|Teixeira|Gonçalves',
    ),
    messages: words(
      'Muito obrigada! 😊|Oi, meu pedido já saiu?|Consegue me mandar o boleto?|Chegou tudo certinho, valeu!|Vocês abrem no sábado?|Quero trocar o tamanho|Pode deixar, combinado|Qual o prazo de entrega?',
    ),
    groups: words('🇧🇷 Brasil Group|Pelada de Quinta ⚽|Condomínio Bela Vista|Time de Suporte'),
  },
  {
    numbers: words('3363998####|32470######|22177#####**|2250707######'),
    complexions: ['fair', 'olive', 'deep', 'fair'],
    women: words('Émilie|Chloé|Léa|Camille|Manon|Aïssatou|Inès|Margaux|Zoé|Fatou|Élodie|Juliette'),
    men: words('Hugo|Louis|Gabriel|Théo|Antoine|Mamadou|Étienne|Lucas|Ousmane|Rémi|Baptiste|Maxime'),
    families: words(
      'Zola|Dubois|Lefèvre|Moreau|Girard|Diallo|Rousseau|Garnier|Ndiaye|Chevalier|Picard|Traoré',
    ),
    messages: words(
      'Merci beaucoup !|Bonjour, où en est ma commande ?|Pouvez-vous m’envoyer la facture ?|C’est bien reçu, merci 🙏|À quelle heure fermez-vous ?|Je voudrais modifier l’adresse|Très bien, à demain|Le colis est arrivé abîmé',
    ),
    groups: words('Les Copains d’Abord|Équipe Livraison|École Jean-Moulin CE2|Rando du dimanche'),
  },
  {
    numbers: words('4917139200##|43664#####**|4179#####**'),
    complexions: ['fair', 'fair', 'olive'],
    women: words('Anna|Lena|Johanna|Mia|Clara|Frieda|Katharina|Marie|Leonie|Greta|Sophie|Jana'),
    men: words('Lukas|Jonas|Felix|Maximilian|Jürgen|Emil|Paul|Moritz|Sebastian|Finn|Jan-Luca|Björn'),
    families: words(
      'Müller|Schneider|Weiß|Krüger|Hoffmann|Schäfer|Bauer|Köhler|Vogel|von Berg|Lang|Großmann',
    ),
    messages: words(
      'Super, vielen Dank!|Wann kommt mein Paket an?|Könnten Sie mir die Rechnung schicken?|Passt, bis morgen!|Ist der Artikel noch verfügbar?|Ich möchte den Termin verschieben|Alles angekommen 👌|Gibt es das auch in Grün?',
    ),
    groups: words('Hausgemeinschaft Nr. 12|Kita Sonnenschein|Vertrieb Süd|Skiwochenende ⛷️'),
  },
  {
    numbers: words('39347#####**'),
    complexions: ['olive', 'fair'],
    women: words('Giulia|Chiara|Francesca|Martina|Aurora|Elisa|Beatrice|Ginevra'),
    men: words('Lorenzo|Matteo|Alessandro|Francesco|Davide|Niccolò|Riccardo|Pietro'),
    families: words('Rossi|Ferrari|Esposito|Bianchi|Romano|Colombo|Ricci|De Luca|Gallo|Conti'),
    messages: words(
      'Grazie mille!|Quando arriva il mio ordine?|Potete mandarmi la ricevuta?|Va benissimo, a domani|Siete aperti domenica?|Il pacco è arrivato 😍',
    ),
    groups: words('Calcetto del giovedì|Famiglia Rossi|Ufficio Clienti'),
  },
  {
    numbers: words('90532#####**'),
    complexions: ['olive', 'olive', 'fair'],
    women: words('Ayşe|Elif|Zeynep|Defne|Selin|İpek|Gül|Esra'),
    men: words('İsmail|Mehmet|Emre|Çağlar|Kerem|Ömer|Barış|Deniz'),
    families: words('İnce|Yılmaz|Kaya|Demir|Şahin|Çelik|Öztürk|Aydın|Koç|Güneş'),
    messages: words(
      'Çok teşekkürler!|Siparişim ne zaman gelir?|Faturayı tekrar gönderir misiniz?|Tamam, yarın görüşürüz|Mavi rengi kaldı mı?|Adresimi değiştirmek istiyorum',
    ),
    groups: words('Aile Grubu 🧿|Satış Ekibi|Apartman Yönetimi'),
  },
  {
    numbers: words('62812######**|6012#####**'),
    complexions: ['golden', 'brown', 'olive'],
    women: words('Siti Nurhaliza|Dewi|Putri|Ayu|Rina|Intan|Fitri|Kartika'),
    men: words('Budi|Agus|Rizky|Dimas|Andi|Bayu|Fajar|Yusuf'),
    families: words('Santoso|Wijaya|Pratama|Lestari|Hidayat|Saputra|Rahman|Kusuma'),
    messages: words(
      'Terima kasih banyak 🙏|Pesanan saya sudah dikirim?|Boleh minta nomor resinya?|Barangnya sudah sampai, bagus!|Masih ada stok, kak?|Besok saya ambil ya',
    ),
    groups: words('Arisan RT 05|Tim Gudang|Alumni SMA 3'),
  },
  {
    numbers: words('254712######|255754######|234803#####**'),
    complexions: ['deep'],
    women: words('Amina|Wanjiku|Zawadi|Chidinma|Neema|Akinyi|Adaeze|Halima'),
    men: words('Juma|Kamau|Baraka|Chukwuemeka|Otieno|Tunde|Hamisi|Kofi'),
    families: words('Mwangi|Odhiambo|Njoroge|Mushi|Okonkwo|Kimani|Adeyemi|Wekesa'),
    messages: words(
      'Asante sana!|Habari, mzigo wangu umefika?|Naomba risiti tafadhali|Sawa, tutaonana kesho|Bei ni kiasi gani?|Nimelipa kwa M-Pesa ✅',
    ),
    groups: words('Chama cha Jumamosi|Madereva Nairobi|Familia 🧡'),
  },
  {
    numbers: words('8490#####**'),
    complexions: ['golden'],
    women: words('Linh|Hương|Thảo|Mai|Ngọc Ánh|Phương|Trang|Yến'),
    men: words('Minh|Đức|Tuấn|Quang Huy|Long|Khánh|Phúc|Nam'),
    families: words('Nguyễn|Trần|Lê|Phạm|Hoàng|Vũ|Đặng|Bùi'),
    order: 'family-first',
    messages: words(
      'Cảm ơn bạn nhiều!|Đơn hàng của mình giao chưa ạ?|Cho mình xin hóa đơn nhé|Hàng đẹp lắm 😍|Shop còn size M không?|Mai mình qua lấy nhé',
    ),
    groups: words('Hội phụ huynh 3A|Nhóm bán hàng|Gia đình nhỏ'),
  },
];
