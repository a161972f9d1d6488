"""The metadata packet of an archival PDF: it names its part, and each property has its shape.

Basis: ISO 19005-2, 6.6.2; XMP Specification (September 2005), predefined schemas (mem-hi).
"""

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ADOBE = "http://ns.adobe.com/"
PDFA_ID = "http://www.aiim.org/pdfa/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
_PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
_HOUSE = frozenset(
    {PDFA_ID, _EXTENSION, "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "adobe:ns:meta/"}
)

# Shapes: t text, b boolean, i integer, r real, q rational, d date; S seq, B bag, A alt, s fields.
_SCHEMAS = {
    "http://purl.org/dc/elements/1.1/": "contributor:B coverage:t creator:S date:S description:A "
    "format:t identifier:t language:B publisher:B relation:B rights:A source:t subject:B title:A "
    "type:B",
    f"{_ADOBE}xap/1.0/": "Advisory:B BaseURL:t CreateDate:d CreatorTool:t Identifier:B Label:t "
    "MetadataDate:d ModifyDate:d Nickname:t Rating:i Thumbnails:A",
    f"{_ADOBE}xap/1.0/rights/": "Certificate:t Marked:b Owner:B UsageTerms:A WebStatement:t",
    f"{_ADOBE}xap/1.0/mm/": "DerivedFrom:s DocumentID:t History:S ManagedFrom:s Manager:t "
    "ManageTo:t ManageUI:t ManagerVariant:t RenditionClass:t RenditionParams:t VersionID:t "
    "Versions:S LastURL:t RenditionOf:s SaveID:i InstanceID:t",
    f"{_ADOBE}xap/1.0/bj/": "JobRef:B",
    f"{_ADOBE}xap/1.0/t/pg/": "MaxPageSize:s NPages:i Fonts:B Colorants:S PlateNames:S",
    f"{_ADOBE}xmp/1.0/DynamicMedia/": "projectRef:s videoFrameRate:t videoFrameSize:s "
    "videoPixelAspectRatio:q videoPixelDepth:t videoColorSpace:t videoAlphaMode:t "
    "videoAlphaPremultipleColor:s videoAlphaUnityIsTransparent:b videoCompressor:t "
    "videoFieldOrder:t pullDown:t audioSampleRate:i audioSampleType:t audioChannelType:t "
    "audioCompressor:t speakerPlacement:t fileDataRate:q tapeName:t altTapeName:t "
    "startTimecode:s altTimecode:s duration:s scene:t shotName:t shotDate:d shotLocation:t "
    "logComment:t markers:S contributedMedia:B absPeakAudioFilePath:t relativePeakAudioFilePath:t "
    "videoModDate:d audioModDate:d metadataModDate:d artist:t album:t trackNumber:i genre:t "
    "copyright:t releaseDate:d composer:t engineer:t tempo:r instrument:t introTime:s outCue:s "
    "relativeTimestamp:s loop:b numberOfBeats:r key:t stretchMode:t timeScaleParams:s "
    "resampleParams:s beatSpliceParams:s timeSignature:t scaleType:t",
    f"{_ADOBE}pdf/1.3/": "Keywords:t PDFVersion:t Producer:t Trapped:b",
    f"{_ADOBE}photoshop/1.0/": "AuthorsPosition:t CaptionWriter:t Category:t City:t Country:t "
    "Credit:t DateCreated:d Headline:t Instructions:t Source:t State:t SupplementalCategories:B "
    "TransmissionReference:t Urgency:i",
    f"{_ADOBE}camera-raw-settings/1.0/": "AutoBrightness:b AutoContrast:b AutoExposure:b "
    "AutoShadows:b BlueHue:i BlueSaturation:i Brightness:i CameraProfile:t "
    "ChromaticAberrationB:i ChromaticAberrationR:i ColorNoiseReduction:i Contrast:i CropTop:r "
    "CropLeft:r CropBottom:r CropRight:r CropAngle:r CropWidth:r CropHeight:r CropUnits:i "
    "Exposure:r GreenHue:i GreenSaturation:i HasCrop:b HasSettings:b LuminanceSmoothing:i "
    "RawFileName:t RedHue:i RedSaturation:i Saturation:i Shadows:i ShadowTint:i Sharpness:i "
    "Temperature:i Tint:i ToneCurve:S ToneCurveName:t Version:t VignetteAmount:i "
    "VignetteMidpoint:i WhiteBalance:t",
    f"{_ADOBE}tiff/1.0/": "ImageWidth:i ImageLength:i BitsPerSample:S Compression:i "
    "PhotometricInterpretation:i Orientation:i SamplesPerPixel:i PlanarConfiguration:i "
    "YCbCrSubSampling:S YCbCrPositioning:i XResolution:q YResolution:q ResolutionUnit:i "
    "TransferFunction:S WhitePoint:S PrimaryChromaticities:S YCbCrCoefficients:S "
    "ReferenceBlackWhite:S DateTime:d ImageDescription:A Make:t Model:t Software:t Artist:t "
    "Copyright:A",
    f"{_ADOBE}exif/1.0/": "ExifVersion:t FlashpixVersion:t ColorSpace:i "
    "ComponentsConfiguration:S CompressedBitsPerPixel:q PixelXDimension:i PixelYDimension:i "
    "MakerNote:t UserComment:A RelatedSoundFile:t DateTimeOriginal:d DateTimeDigitized:d "
    "ExposureTime:q FNumber:q ExposureProgram:i SpectralSensitivity:t ISOSpeedRatings:S OECF:s "
    "ShutterSpeedValue:q ApertureValue:q BrightnessValue:q ExposureBiasValue:q "
    "MaxApertureValue:q SubjectDistance:q MeteringMode:i LightSource:i Flash:s FocalLength:q "
    "SubjectArea:S FlashEnergy:q SpatialFrequencyResponse:s FocalPlaneXResolution:q "
    "FocalPlaneYResolution:q FocalPlaneResolutionUnit:i SubjectLocation:S ExposureIndex:q "
    "SensingMethod:i FileSource:i SceneType:i CFAPattern:s CustomRendered:i ExposureMode:i "
    "WhiteBalance:i DigitalZoomRatio:q FocalLengthIn35mmFilm:i SceneCaptureType:i GainControl:i "
    "Contrast:i Saturation:i Sharpness:i DeviceSettingDescription:s SubjectDistanceRange:i "
    "ImageUniqueID:t GPSVersionID:t GPSLatitude:t GPSLongitude:t GPSAltitudeRef:i GPSAltitude:q "
    "GPSTimeStamp:d GPSSatellites:t GPSStatus:t GPSMeasureMode:t GPSDOP:q GPSSpeedRef:t "
    "GPSSpeed:q GPSTrackRef:t GPSTrack:q GPSImgDirectionRef:t GPSImgDirection:q GPSMapDatum:t "
    "GPSDestLatitude:t GPSDestLongitude:t GPSDestBearingRef:t GPSDestBearing:q "
    "GPSDestDistanceRef:t GPSDestDistance:q GPSProcessingMethod:t GPSAreaInformation:t "
    "GPSDateStamp:t GPSDifferential:i",
}
_SIMPLE = {
    "t": re.compile(r".*", re.DOTALL),
    "b": re.compile(r"True|False"),
    "i": re.compile(r"[+-]?\d+"),
    "r": re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)"),
    "q": re.compile(r"-?\d+/\d+"),
    "d": re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?"),
}
_LISTS = {"S": "Seq", "B": "Bag", "A": "Alt"}


@cache
def _shapes() -> dict[str, str]:
    """Each predefined property in Clark notation with its shape."""
    return {
        f"{{{namespace}}}{name}": shape
        for namespace, listed in _SCHEMAS.items()
        for name, _, shape in (entry.partition(":") for entry in listed.split())
    }


def faults(packet: bytes) -> Iterator[str]:
    """Yield what is wrong with a packet: its XML, its part, its properties, its extensions."""
    try:
        tree = etree.fromstring(packet.strip(), _parser())
    except (etree.XMLSyntaxError, ValueError):
        yield "metadata: no XML"
        return
    told = list(_properties(tree))
    simple = {name: element if isinstance(element, str) else element.text for name, element in told}
    if simple.get(f"{{{PDFA_ID}}}part") != "2":
        yield "metadata: part"
    if simple.get(f"{{{PDFA_ID}}}conformance") not in ("A", "B", "U"):
        yield "metadata: conformance"
    declared = set(_declared(tree))
    for name, value in told:
        yield from _of_property(name, value, declared)
    for described in tree.iterfind(f".//{_SCHEMA}property/{_RDF}Seq/{_RDF}li"):
        yield from _of_extension(described)


def _of_extension(described: "etree._Element") -> Iterator[str]:
    """A property of one's own has name, type and description, and says who may change it."""
    told = {str(child.tag): child.text for child in described.iter()}
    if any(f"{_PROPERTY}{name}" not in told for name in ("name", "valueType", "description")):
        yield "metadata: extension without description"
    if told.get(f"{_PROPERTY}category") not in ("internal", "external"):
        yield "metadata: extension category"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _properties(tree: "etree._Element") -> Iterator[tuple[str, "etree._Element | str"]]:
    """The properties of the document itself, as elements or attributes."""
    for description in tree.iterfind(f".//{_RDF}RDF/{_RDF}Description"):
        for name, value in description.attrib.items():
            if not str(name).startswith(_RDF):
                yield str(name), str(value)
        for element in description:
            if isinstance(element.tag, str):
                yield element.tag, element


def _declared(tree: "etree._Element") -> Iterator[str]:
    """The properties that extension schemas of the packet describe."""
    for schema in tree.iter(f"{_SCHEMA}namespaceURI"):
        owner = schema.getparent()
        names = owner.iter(f"{_PROPERTY}name") if owner is not None else ()
        yield from (f"{{{schema.text}}}{name.text}" for name in names)


def _of_property(name: str, value: "etree._Element | str", declared: set[str]) -> Iterator[str]:
    namespace = name[1:].partition("}")[0]
    if namespace in _HOUSE or name in declared:
        return
    shape = _shapes().get(name)
    if shape is None:
        yield f"metadata: {name} is not described"
    elif not _fits(value, shape):
        yield f"metadata: shape of {name}"


def _fits(value: "etree._Element | str", shape: str) -> bool:
    if isinstance(value, str):
        return shape in _SIMPLE and _SIMPLE[shape].fullmatch(value) is not None
    inner = [str(child.tag) for child in value if isinstance(child.tag, str)]
    if shape in _LISTS:
        return inner == [f"{_RDF}{_LISTS[shape]}"]
    if shape == "s":
        return bool(inner) or len(value.attrib) > 0
    return not inner and _SIMPLE[shape].fullmatch((value.text or "").strip()) is not None
