-- One row per delivery and crime code that the delivered file holds (whole file, all municipalities).
CREATE TABLE delivery_code (
    receipt VARCHAR NOT NULL,
    crime_code VARCHAR NOT NULL
);
