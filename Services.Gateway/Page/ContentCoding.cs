using Microsoft.AspNetCore.StaticFiles;

namespace Services.Gateway.Page;

/// <summary>How a file of the page was compressed when it was built (RFC 9110, section 8.4.1).</summary>
/// <param name="Name">Its name in <c>Accept-Encoding</c> and <c>Content-Encoding</c>.</param>
/// <param name="Extension">What the compressed file's name has behind the original's.</param>
internal sealed record ContentCoding(string Name, string Extension)
{
    /// <summary>The smaller ones first.</summary>
    public static readonly ContentCoding[] All = [new("br", ".br"), new("gzip", ".gz")];

    /// <summary>The coding of a compressed file; null for any other.</summary>
    public static ContentCoding? Of(string path) =>
        Array.Find(All, coding => path.EndsWith(coding.Extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>How much the client wants it, 0 to 1; 0 means not at all.</summary>
    public double QualityFor(HttpRequest request)
    {
        double? any = null;
        foreach (var accepted in request.GetTypedHeaders().AcceptEncoding)
        {
            if (accepted.Value.Equals(Name, StringComparison.OrdinalIgnoreCase))
            {
                return accepted.Quality ?? 1;
            }

            if (accepted.Value.Equals("*", StringComparison.Ordinal))
            {
                any = accepted.Quality ?? 1;
            }
        }

        return any ?? 0;
    }

    /// <summary>Knows the type of a compressed file by the name of the original.</summary>
    public sealed class ContentTypes : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider _types = new();

        public bool TryGetContentType(string subpath, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType) =>
            _types.TryGetContentType(Of(subpath) is { } coding ? subpath[..^coding.Extension.Length] : subpath, out contentType);
    }
}
