"""The API that clients of OpenAI know, so that they can ask Readout with the library they have."""
