namespace LocalAspire.Dashboard.Resources;

/// <summary>Where a resource can be reached.</summary>
/// <param name="Name">The endpoint's name, for example <c>http</c> or <c>management</c>.</param>
/// <param name="Url">Absolute, without credentials. Shown as a link when the scheme is http or https, as text otherwise.</param>
/// <param name="DisplayText">Shown in place of the URL.</param>
public sealed record ResourceAddress(string Name, string Url, string? DisplayText = null);
