package io.floracare.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.message.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderProbeTest {

    @ParameterizedTest
    @CsvSource({
        "baseline.jpg, JPEG, 256, 256, 1, false, false",
        "progressive.jpg, JPEG, 256, 256, 1, false, false",
        "grey.jpg, JPEG, 256, 256, 1, true, false",
        "cmyk.jpg, JPEG, 256, 256, 1, false, false",
        "tall-333x500-orientation-6.jpg, JPEG, 333, 500, 6, false, false",
        "rgb-301x277.png, PNG, 301, 277, 1, false, false",
        "grey.png, PNG, 256, 256, 1, true, false",
        "rgba.png, PNG, 256, 256, 1, false, true",
        "palette-transparent.png, PNG, 256, 256, 1, false, true",
        "lossy.webp, WEBP, 320, 280, 1, false, false",
        "lossless.webp, WEBP, 256, 300, 1, false, false",
        "plain.bmp, BMP, 140, 130, 1, false, false",
        "lzw.tif, TIFF, 256, 256, 1, false, false",
        "plain.gif, GIF, 256, 256, 1, false, false"
    })
    void reads_what_a_header_says(
            String name,
            ImageFormat format,
            int width,
            int height,
            int orientation,
            boolean grey,
            boolean alpha) {
        Probe probe = HeaderProbe.probe(SampleImages.resource(name));

        assertThat(probe)
                .isEqualTo(
                        new Probe.Image(
                                new Header(
                                        format,
                                        width,
                                        height,
                                        orientation,
                                        grey,
                                        alpha,
                                        orientation != 1),
                                null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%PDF-1.7 | PDF documents",
                "<svg xmlns='http://www.w3.org/2000/svg'/> | SVG drawings",
                "<?xml version='1.0'?> <svg/> | SVG drawings",
                "....ftypheic....mif1heic | HEIC images",
                "....ftypmif1....mif1avif | AVIF images",
                "....ftypavif....mif1 | AVIF images",
                "....ftypmif1....mif1miaf | HEIF images",
                "8BPS.. | Photoshop images",
                "qoif.. | QOI images"
            })
    void names_the_image_or_document_that_is_not_read(String start, String name) {
        Refusal refusal = refusal(start.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_FORMAT);
        assertThat(refusal.message()).startsWith(name + " are not read; send JPEG");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html> | are an HTML page",
                "{\"a\": 1} | look like JSON text",
                "dear sirs | look like text",
                "BMs are not always bitmaps | look like text",
                "Rar!.. | are a RAR archive",
                "....ftypmp42....isom | are an MP4 or QuickTime video",
                "RIFF....AVI LIST | are an AVI video",
                "data:image/png;base64,AAAA | are a data URL"
            })
    void says_what_the_bytes_are_when_they_are_no_image(String start, String what) {
        Refusal refusal = refusal(start.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_AN_IMAGE);
        assertThat(refusal.message()).startsWith("the bytes " + what);
    }

    private static Refusal refusal(byte[] bytes) {
        return ((Probe.Other) HeaderProbe.probe(bytes)).refusal();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseline.jpg",
                "progressive.jpg",
                "rgba.png",
                "lossy.webp",
                "lossless.webp",
                "plain.bmp",
                "lzw.tif",
                "plain.gif"
            })
    void notices_every_cut(String name) {
        byte[] whole = SampleImages.resource(name);
        for (int length = 20; length < whole.length; length += 1 + whole.length / 97) {
            Probe probe = HeaderProbe.probe(Arrays.copyOf(whole, length));
            Refusal defect =
                    switch (probe) {
                        case Probe.Image image -> image.defect();
                        case Probe.Other other -> other.refusal();
                    };
            assertThat(defect)
                    .as("%s cut to %d bytes", name, length)
                    .isNotNull()
                    .extracting(Refusal::code)
                    .isEqualTo(ErrorCode.TRUNCATED);
        }
    }

    @Test
    void refuses_a_jpeg_that_repeats_scans_without_end() {
        byte[] image = SampleImages.resource("progressive.jpg");
        int scan = image.length - 2;
        byte[] scans = new byte[101 * 10];
        for (int i = 0; i < scans.length; i += 10) {
            byte[] header = {-1, (byte) 0xda, 0, 8, 1, 1, 0, 0, 0, 0};
            System.arraycopy(header, 0, scans, i, header.length);
        }
        byte[] repeated =
                SampleImages.concat(
                        SampleImages.concat(Arrays.copyOf(image, scan), scans),
                        new byte[] {-1, (byte) 0xd9});

        Probe.Image probe = (Probe.Image) HeaderProbe.probe(repeated);

        assertThat(probe.defect())
                .isNotNull()
                .extracting(Refusal::message)
                .asString()
                .contains("more than 100 scans");
    }
}
