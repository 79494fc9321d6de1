namespace ServiceDefaults.Secrecy;

/// <summary>
/// The <c>access_token</c> that stood in a request's query (RFC 6750, section 2.3) and is there no more; a feature of the
/// <c>HttpContext</c>.
/// </summary>
/// <param name="Value">As it was sent, and not verified. Several are joined with commas, and are no token then.</param>
public sealed record QueryToken(string Value);
