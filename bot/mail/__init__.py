"""Mail: addresses, mails made from words, the mail server, and the page that stops it.

`post` says what a mail is and what may go wrong, `smtp` sends it to the server that `smtp_url` names; `addresses` reads
and masks addresses, `rendering` turns message objects into plain text, `composing` writes whole mails; `proving` sends
the numbers that prove an address and, with `words`, says where that fails; `stopping` and `page` stop mail at a tap.
"""
