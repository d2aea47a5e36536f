/** Spanish templates. */
import type { FaqTemplates } from '@foyer/protocol'

export const spanish: FaqTemplates['templates'] = [
  {
    category: 'Envíos',
    question: '¿Cuánto tarda el envío?',
    phrasings: [
      '¿Cuándo llega mi pedido?',
      '¿Cuál es el plazo de entrega?',
      '¿En cuántos días recibo el paquete?',
      '¿Hacen envíos rápidos?',
      '¿Tienen envío exprés?',
      '¿Llegará antes del fin de semana?',
    ],
    answer:
      'Los pedidos salen de nuestro almacén en [1 día laborable] y llegan en **[2 a 4 días laborables]**. El envío exprés tarda [1 día laborable] y se elige al pagar.',
  },
  {
    category: 'Envíos',
    question: '¿Cuánto cuesta el envío?',
    phrasings: [
      '¿Cuáles son los gastos de envío?',
      '¿El envío es gratis?',
      '¿A partir de qué importe es gratis el envío?',
      '¿Hay que pagar por la entrega?',
      '¿Cuánto cobran por enviar?',
      'Precio del envío',
    ],
    answer:
      'El envío cuesta **[4,90 €]** y es gratis en pedidos de más de [50 €]. El envío exprés cuesta [9,90 €].',
  },
  {
    category: 'Envíos',
    question: '¿Dónde está mi pedido?',
    phrasings: [
      '¿Cómo sigo mi paquete?',
      'Mi pedido no ha llegado',
      'Quiero saber el estado de mi pedido',
      '¿Dónde encuentro el número de seguimiento?',
      'El seguimiento no cambia desde hace días',
      'Mi paquete se retrasa',
    ],
    answer:
      'En cuanto su pedido sale, le enviamos por correo un enlace de seguimiento; también está en su cuenta, en [Pedidos]. Si no se mueve en [3 días laborables], escríbanos aquí con su número de pedido.',
  },
  {
    category: 'Envíos',
    question: '¿Envían a otros países?',
    phrasings: [
      '¿Hacen envíos al extranjero?',
      '¿A qué países envían?',
      '¿Tienen envíos internacionales?',
      '¿Puedo comprar desde otro país?',
      '¿Tengo que pagar aduanas?',
      '¿Envían fuera de la Unión Europea?',
    ],
    answer:
      'Enviamos a **[todos los países de la Unión Europea, Suiza y el Reino Unido]**. Fuera de la [UE] pueden añadirse aduanas e impuestos de su país.',
  },
  {
    category: 'Devoluciones y reembolsos',
    question: '¿Cómo devuelvo un artículo?',
    phrasings: [
      'Quiero devolver algo',
      '¿Cuál es la política de devoluciones?',
      '¿Cuánto tiempo tengo para devolverlo?',
      'No me queda bien, ¿puedo devolverlo?',
      '¿Dónde consigo la etiqueta de devolución?',
      '¿Puedo cambiarlo por otra talla?',
      '¿La devolución es gratis?',
    ],
    answer:
      'Puede devolver lo que no le guste en **[30 días]**, sin usar y en su embalaje:\n\n1. Pida una etiqueta en su cuenta, en [Pedidos].\n2. Empaquete el artículo y pegue la etiqueta.\n3. Entréguelo en [cualquier oficina de correos].\n\nLa devolución es [gratis].',
  },
  {
    category: 'Devoluciones y reembolsos',
    question: '¿Cuándo me devuelven el dinero?',
    phrasings: [
      '¿Cuánto tarda el reembolso?',
      '¿Dónde está mi reembolso?',
      'Lo devolví y no me han pagado',
      '¿Ha llegado mi devolución?',
      '¿Cómo me devuelven el dinero?',
      'Sigo esperando mi dinero',
    ],
    answer:
      'Le reembolsamos en **[5 días laborables]** desde que recibimos la devolución, de la misma forma en que pagó. Su banco puede tardar [2 o 3 días] más en mostrarlo.',
  },
  {
    category: 'Devoluciones y reembolsos',
    question: 'Mi pedido llegó dañado o equivocado, ¿qué hago?',
    phrasings: [
      'Algo está roto',
      'Me enviaron un artículo equivocado',
      'Falta una pieza',
      'El producto no funciona',
      'El paquete llegó dañado',
      'Me mandaron otra talla',
      'Quiero reclamar por un producto',
    ],
    answer:
      '¡Lo sentimos! Envíenos aquí en el chat su **número de pedido y una foto**. Le mandamos otro o le devolvemos el dinero, como prefiera, y la devolución no le cuesta nada.',
  },
  {
    category: 'Pago',
    question: '¿Cómo puedo pagar?',
    phrasings: [
      '¿Qué formas de pago aceptan?',
      '¿Aceptan tarjeta de crédito?',
      '¿Puedo pagar con PayPal?',
      '¿Se puede pagar por transferencia?',
      '¿Puedo pagar a plazos?',
      '¿Se puede pagar contra reembolso?',
    ],
    answer: 'Puede pagar con **[tarjeta, PayPal o transferencia]**. El pago va cifrado.',
  },
  {
    category: 'Pago',
    question: '¿Cómo uso un código de descuento?',
    phrasings: [
      'Mi cupón no funciona',
      '¿Dónde pongo el código promocional?',
      'Tengo un vale',
      '¿Puedo usar dos códigos a la vez?',
      '¿Tienen descuentos?',
      'No me acepta el código',
    ],
    answer:
      'Escriba el código en el campo [Código de descuento] al pagar. Cada código vale [una vez por cliente], no se suma a otros y puede pedir una compra mínima de [30 €].',
  },
  {
    category: 'Pago',
    question: '¿Me pueden dar una factura?',
    phrasings: [
      '¿Dónde encuentro mi factura?',
      'Necesito un recibo',
      'Envíenme la factura, por favor',
      '¿Cómo descargo la factura?',
      '¿Pueden hacer la factura a mi empresa?',
      'Necesito factura con IVA',
    ],
    answer:
      'Enviamos la factura por correo [con su pedido], y está en su cuenta, en [Pedidos]. Para una factura a empresa, escríbanos aquí el nombre, la dirección y el número fiscal.',
  },
  {
    category: 'Pedidos y cuenta',
    question: '¿Puedo cambiar o cancelar mi pedido?',
    phrasings: [
      'Quiero cancelar mi pedido',
      'Pedí algo equivocado',
      'Cambiar la dirección de entrega',
      '¿Puedo añadir algo a mi pedido?',
      '¿Cómo anulo la compra?',
      'Puse mal la dirección',
    ],
    answer:
      'Sí, mientras no haya salido, normalmente hasta **[2 horas]** después de pedirlo. Escríbanos aquí su número de pedido y qué hay que cambiar. Lo que ya está en camino se puede devolver.',
  },
  {
    category: 'Pedidos y cuenta',
    question: 'No puedo entrar en mi cuenta',
    phrasings: [
      'Olvidé mi contraseña',
      '¿Cómo restablezco mi contraseña?',
      'No me deja iniciar sesión',
      'No me llega el correo para cambiar la contraseña',
      'Mi cuenta está bloqueada',
      '¿Cómo cambio mi contraseña?',
    ],
    answer:
      'Elija **[¿Olvidó su contraseña?]** en la página de inicio de sesión y le enviamos un enlace. Si no llega en [10 minutos], mire en el correo no deseado o escríbanos aquí con el correo de su cuenta.',
  },
  {
    category: 'Pedidos y cuenta',
    question: '¿Cómo puedo contactar con ustedes?',
    phrasings: [
      '¿Cuál es su teléfono?',
      '¿Cuál es su correo electrónico?',
      '¿Cuándo están abiertos?',
      '¿Dónde está su tienda?',
      '¿Cuál es su horario?',
      '¿Puedo llamarles?',
    ],
    answer:
      'Aquí en el chat, por correo a [ayuda@su-tienda.example] o por teléfono en el [+00 000 000]. Respondemos [de lunes a viernes, de 9 a 17].',
  },
]
