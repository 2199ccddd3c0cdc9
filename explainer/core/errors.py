"""What can go wrong, as types with a code; the sentence for a reader is in text/ under `error.<code>`.

Each code and the values that its sentence may quote:

    picture.missing           -
    picture.too_heavy         megabytes, limit
    picture.not_a_picture     -
    picture.damaged           -
    picture.too_large         limit (megapixels; judged from the header)
    prompt.not_text           -
    given.no_word             -
    given.no_other            -
    given.no_sketch           -
    given.not_a_sketch        -
    given.not_a_color         value
    given.unknown_kind        value
    given.unknown_way         value
    value.not_a_number        name, value
    value.out_of_range        name, value, low, high
    value.not_whole           name, value
    value.unknown_scheduler   value, known
    value.unknown_sample      value, known
    sum.empty                 -
    sum.too_many              found, most
    sum.not_terms             -
    sum.cancels               -
    value.unknown_tool        value, known
    points.too_few            found, least (places where a point stands)
    points.not_points         -
    pack.missing_folder       folder
    pack.missing_file         file
    pack.unreadable_file      file
    pack.truncated_file       file
    pack.missing_tensor       file, tensor, count
    pack.unexpected_tensor    file, tensor, count
    pack.mismatched_tensor    file, tensor, count, found, expected
    pack.unsafe_file          file
    pack.wrong_class          file, part, found, expected
    pack.wrong_vocabulary     file
    pack.unsupported          file, found
    pack.no_student           name
    pack.no_unstamper         name
    pack.no_port              name
    busy                      waiting (how many are)
"""


class KakusanError(Exception):
    """The root of all that a reader is told about: `code` picks the sentence, `values` fill it in."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(f"{code} {values}" if values else code)


class PictureError(KakusanError):
    """A reader's file is no picture that we open. Codes `picture.*`."""


class PromptError(KakusanError):
    """A prompt is not even text. Codes `prompt.*`; any string at all is accepted."""


class PointsError(KakusanError):
    """What a reader drew cannot be learned from. Codes `points.*`."""


class SumError(KakusanError):
    """Words that a reader adds up give no sum. Codes `sum.*`."""


class PackError(KakusanError):
    """A model pack's folder is incomplete, damaged, unsafe or of another kind. Codes `pack.*`."""


class GivenError(KakusanError):
    """What a reader wants to hand to the port cannot be handed over. Codes `given.*`."""


class ValueRangeError(KakusanError):
    """A number or a name lies outside of what it may be. Codes `value.*`."""
