"""Webhooks by the Standard Webhooks specification (https://www.standardwebhooks.com).

What is to be told is derived from the entries (`outbox`), read afresh when it is sent
(`payloads`), signed (`signatures`), and sent to an address that was checked (`targets`,
`sender`), by one worker at a time for each endpoint (`turns`, `messenger`).
"""
