export default {
  product: 'Centrala',
  language: 'Język',
  theme: 'Motyw',
  field: {
    missing: 'Wypełnij to pole.',
    between: 'Użyj od {min} do {max} znaków.',
    least: 'Użyj co najmniej {min} znaków.',
    most: 'Użyj najwyżej {max} znaków.',
    email: "To nie jest adres e-mail, na przykład ana{'@'}example.com.",
    line: 'Użyj jednego wiersza widocznych znaków.',
    choice: 'Wybierz z listy.',
    port: 'Port to liczba od 1 do 65535.',
  },
  password: {
    show: 'Pokaż',
    hide: 'Ukryj',
    hint: 'Co najmniej {min} znaków. Kilka słów łatwiej zapamiętać niż znaki specjalne.',
    short: 'Za krótkie: {n} z {min}',
    fair: 'Średnie: {n} znak | Średnie: {n} znaki | Średnie: {n} znaków',
    good: 'Dobre: {n} znak | Dobre: {n} znaki | Dobre: {n} znaków',
    strong: 'Silne: {n} znak | Silne: {n} znaki | Silne: {n} znaków',
  },
}
