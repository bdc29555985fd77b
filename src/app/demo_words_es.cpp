// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo_phrases.hpp"

#include <array>

namespace heed::app {

namespace {

using tickets::Kind;
using Words = std::string_view;

// NOLINTBEGIN(modernize-use-designated-initializers): a letter and its answers, read in their order
constexpr std::array matters = {
    DemoMatter{
        "{thing} se corta cada poco",
        "Desde el martes {thing} se corta cada veinte minutos, en la oficina y en casa. Ya lo he "
        "reiniciado todo.",
        "Gracias por describirlo tan bien. ¿Qué versión ve en Ajustes, Acerca de? Mientras tanto "
        "miro los registros.",
        "El certificado de la pasarela había caducado; está renovado y vigilado.",
        Kind::incident,
        "network",
        "Network",
        "Fault"
    },
    DemoMatter{
        "Factura de {thing} con la dirección antigua",
        "La última factura de {thing} lleva todavía la dirección antigua. Contabilidad no puede "
        "pagarla así.",
        "Hoy sale una factura corregida, y la dirección queda cambiada para las siguientes.",
        "Factura corregida, dirección cambiada.",
        Kind::request,
        "billing",
        "Invoices",
        "Wrong setting"
    },
    DemoMatter{
        "¿Cómo comparto {thing} con una compañera?",
        "Una compañera debe ver {thing} sin poder cambiarlo. Solo encuentro el acceso completo.",
        "Elija Compartir, después Personas, y ponga Solo lectura junto al nombre. ¿Lo hago yo esta "
        "vez?",
        "Explicado cómo compartir solo para leer.",
        Kind::question,
        "howto",
        "How to",
        "How to"
    },
    DemoMatter{
        "{thing}: ha llegado con daños",
        "El paquete con {thing} ha llegado hoy; una esquina está aplastada y no se enciende.",
        "Lo siento, no debía llegar así. Hoy sale uno nuevo; guarde el dañado para el mensajero.",
        "Entregado uno nuevo, recogido el dañado.",
        Kind::complaint,
        "delivery",
        "Delivery",
        "Supplier"
    },
    DemoMatter{
        "{thing} va muy lento por la mañana",
        "Entre las ocho y las nueve {thing} tarda medio minuto en contestar. Después va bien.",
        "Coincide con un trabajo nocturno que a veces se retrasa. Lo adelanto y lo vigilo mañana.",
        "El trabajo nocturno se adelantó a las tres; dos mañanas normales.",
        Kind::incident,
        "performance",
        "Slowness",
        "Fault"
    }
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr std::array<Words, 10> things = {
    "la VPN",
    "el calendario compartido",
    "el servidor de impresión",
    "la tienda en línea",
    "la hoja de horas",
    "la copia de seguridad",
    "el lector de tarjetas",
    "la centralita",
    "el archivo",
    "la impresora de etiquetas"
};
constexpr std::array<Words, 3> greetings = {"Hola:", "Buenos días:", "Buenas tardes:"};
constexpr std::array<Words, 7> details = {
    "Afecta a {few} personas, todas en la segunda planta.",
    "El mensaje muestra el código E-{number}.",
    "Tengo una reunión a las dos y lo necesito antes.",
    "Todo funcionaba hasta el cambio de la semana pasada.",
    "Nuestro número de contrato es el {number}.",
    "Con otro navegador pasa lo mismo.",
    "El equipo lleva el número {number}."
};
constexpr std::array<Words, 5> wishes = {
    "¿Podrían mirarlo hoy?",
    "Díganme qué necesitan de mí.",
    "Gracias por su ayuda.",
    "También pueden llamarme.",
    "¿Qué podemos hacer mientras tanto?"
};
constexpr std::array<Words, 3> partings = {"Un saludo", "Saludos cordiales", "Muchas gracias"};
constexpr std::array<Words, 6> questions = {
    "¿Hay alguna novedad? Me preguntan cada hora.",
    "Lo he probado: va mejor, pero esta mañana ha pasado {few} veces.",
    "La versión es la 4.2.{few}.",
    "En el otro equipo pasa igual, así que no es el cable.",
    "¿Pueden llamarme a las diez?",
    "Ahora veo el código E-{number}, justo después de guardar."
};
constexpr std::array<Words, 5> asides = {
    "Estoy en mi puesto hasta las cinco.",
    "Nuestra referencia es {number}.",
    "No se ha cambiado nada más.",
    "Puedo enviar una foto.",
    "Mi extensión es la {number}."
};
constexpr std::array<Words, 2> returns = {
    "Por desgracia ha vuelto: {thing} hace lo mismo que antes.",
    "Estaba resuelto, pero desde ayer pasa otra vez con {thing}, ya {few} veces."
};
constexpr std::array<Words, 6> answers = {
    "Gracias, eso ayuda. Estoy probando una solución y le escribo antes de las cuatro.",
    "El arreglo está puesto. ¿Puede probar otra vez?",
    "He pedido al equipo de redes que lo mire conmigo; sigo siendo su contacto.",
    "Para ser sincera, tardará hasta mañana al mediodía.",
    "Veo {few} intentos fallidos en un minuto; parece el certificado.",
    "El proveedor ha contestado: la pieza {number} está en camino."
};
constexpr std::array<Words, 4> steps = {
    "Si vuelve a pasar, apunte la hora, por favor.",
    "No tiene que hacer nada por su parte.",
    "Hasta entonces sirve la dirección antigua.",
    "Mañana a primera hora lo miro de nuevo."
};
constexpr std::array<Words, 3> thanks = {"¡Muchas gracias!", "Perfecto, gracias.", "¡Gracias!"};

} // namespace

const Phrasebook& spanish_phrases() {
    static constexpr Phrasebook book{
        .matters = matters,
        .things = things,
        .greetings = greetings,
        .details = details,
        .wishes = wishes,
        .partings = partings,
        .questions = questions,
        .asides = asides,
        .returns = returns,
        .answers = answers,
        .steps = steps,
        .thanks = thanks,
        .hello = "Hola",
        .regards = "Un saludo",
        .wrote = "El {date}, {who} escribió:",
    };
    return book;
}

} // namespace heed::app
